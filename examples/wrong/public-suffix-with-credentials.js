// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: anyone can register a name under "github.io", and would be allowed with your users'
//         credentials. Name the domains that are yours, or set dangerously.allowPublicSuffixes.
//         [origin-public-suffix]

import cors from 'crossgate';

cors({ origin: 'https://*.github.io', credentials: true });
