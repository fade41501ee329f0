import fetch from './fetch-app.js';

export default { fetch };
