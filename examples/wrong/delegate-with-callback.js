// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - options: the delegate has 2 parameters, but gets only the request: there is no callback. Return
//         options, a policy, or a promise of either. [options-invalid]

import cors from 'crossgate';

cors((_request, callback) => callback(null, { origin: 'https://app.example' }));
