// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "https://app.example:443" names the default port, which browsers leave out. Write
//         "https://app.example". [origin-invalid]

import cors from 'crossgate';

cors({ origin: 'https://app.example:443' });
