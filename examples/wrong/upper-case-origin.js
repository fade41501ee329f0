// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "https://App.Example" has upper-case letters; browsers send origins in lower case. Write
//         "https://app.example". [origin-invalid]

import cors from 'crossgate';

cors({ origin: 'https://App.Example' });
