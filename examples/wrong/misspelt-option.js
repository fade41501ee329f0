// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - orgin: there is no option "orgin". Did you mean origin? [unknown-option]

import cors from 'crossgate';

// Where unknown options are ignored, this API is open to the world.
cors({ orgin: 'https://app.example' });
