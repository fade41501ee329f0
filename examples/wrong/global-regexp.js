// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: the flags "g" of /^https:\/\/app\.example$/g make it match now and then (g, y) or anywhere
//         in a text (m). Write /^https:\/\/app\.example$/. [regexp-flags]

import cors from 'crossgate';

// A RegExp with /g remembers where it stopped: it would allow, refuse, allow, refuse.
cors({ origin: /^https:\/\/app\.example$/g });
