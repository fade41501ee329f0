// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - exposedHeaders[0]: "X-Total-Count: 12" is not a header name. Write names such as "X-Total-Count";
//         several as an array, or separated by commas; [] for none. [header-invalid]

import cors from 'crossgate';

cors({ exposedHeaders: ['X-Total-Count: 12'] });
