// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: a bare "." in /^https:\/\/api.app\.example$/ stands for any character. It allows
//         "https://apixapp.example". Write \. for a dot. [regexp-loose]

import cors from 'crossgate';

cors({ origin: /^https:\/\/api.app\.example$/ });
