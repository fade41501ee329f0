// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - credentials: "true" is neither true nor false. Write true or false, without quotes. [option-type]

import cors from 'crossgate';

cors({ origin: 'https://app.example', credentials: 'true' });
