// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - methods[1]: browsers compare methods exactly, and "patch" is not "PATCH". Write "PATCH", here and
//         in fetch(). [method-case]

import cors from 'crossgate';

cors({ methods: ['GET', 'patch'] });
