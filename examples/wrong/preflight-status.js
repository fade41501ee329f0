// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - optionsSuccessStatus: a preflight answered with 404 fails in every browser. Write 204, or another
//         status from 200 to 299. [status-range]

import cors from 'crossgate';

cors({ optionsSuccessStatus: 404 });
