// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "https://app.example, https://admin.example" holds several origins in one string. Write an
//         array of strings, or originList(text) from crossgate for a list in an environment variable.
//         [origin-invalid]

import cors from 'crossgate';

cors({ origin: 'https://app.example, https://admin.example' });
