// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "*" allows every origin, which browsers refuse together with credentials. Name the origins
//         that may act for the signed-in user, or set credentials to false. [wildcard-with-credentials]

import cors from 'crossgate';

cors({ origin: '*', credentials: true });
