// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: "http://app.example" is plain http: whoever sits on the network can act as it, with your
//         users' credentials. Write "https://app.example", or set dangerously.allowInsecureOrigins.
//         [origin-insecure]

import cors from 'crossgate';

cors({ origin: 'http://app.example', credentials: true });
