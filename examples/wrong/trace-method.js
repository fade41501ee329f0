// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - methods[1]: no browser lets a page send "TRACE". Leave it out. [method-forbidden]

import cors from 'crossgate';

cors({ methods: ['GET', 'TRACE'] });
