// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "https://app.example/" ends with a slash; an origin has no path. Write
//         "https://app.example". [origin-invalid]

import cors from 'crossgate';

cors({ origin: 'https://app.example/' });
