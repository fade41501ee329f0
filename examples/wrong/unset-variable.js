// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: is undefined, which is what an unset variable looks like. Set it, or leave the option out
//         for a public API. Write '*', an origin such as 'https://app.example', a pattern, an anchored
//         RegExp, a list of these, a function, or false for nobody. [origin-missing]

import cors from 'crossgate';

cors({ origin: process.env.A_VARIABLE_THAT_NOBODY_SET });
