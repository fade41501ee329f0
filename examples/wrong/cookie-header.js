// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - allowedHeaders[1]: no browser lets a page set the request header "Cookie". Leave it out; cookies go
//         along with credentials: true. [header-forbidden]

import cors from 'crossgate';

cors({ origin: 'https://app.example', allowedHeaders: ['Content-Type', 'Cookie'] });
