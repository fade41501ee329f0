// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - maxAge: "10m" is no number. Write whole seconds, such as 600. [option-type]

import cors from 'crossgate';

cors({ maxAge: '10m' });
