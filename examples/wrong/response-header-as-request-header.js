// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - allowedHeaders[1]: "Access-Control-Allow-Origin" is a response header, which this library sends for
//         you. Leave it out; list request headers here. [header-misplaced]

import cors from 'crossgate';

cors({ allowedHeaders: ['Content-Type', 'Access-Control-Allow-Origin'] });
