// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: /https:\/\/app\.example/ is not anchored at both ends. It allows
//         "https://app.example.evil.example". Write ^ at the start and $ at the end of every alternative, as
//         in /^(?:https:\/\/app\.example)$/. [regexp-unanchored]

import cors from 'crossgate';

cors({ origin: /https:\/\/app\.example/ });
