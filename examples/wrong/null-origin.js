// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin[1]: "null" is the origin of every sandboxed frame and local file, of an attacker's too.
//         Leave it out; if you must allow it, set dangerously.allowNullOrigin. [origin-null]

import cors from 'crossgate';

cors({ origin: ['https://app.example', 'null'] });
