// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "https://*app.example" has a "*" where none may stand: only whole labels, at the very left
//         ("https://*.app.example"), or a whole port (":*"). Write "https://*.app.example". [origin-invalid]

import cors from 'crossgate';

cors({ origin: 'https://*app.example' });
