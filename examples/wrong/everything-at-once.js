// At start-up:
//
//     CorsOptionsError: crossgate refuses 5 wrong CORS options:
//       - credential: there is no option "credential". Did you mean credentials? [unknown-option]
//       - origin[0]: "https://app.example/" ends with a slash; an origin has no path. Write
//         "https://app.example". [origin-invalid]
//       - origin[1]: "HTTPS://admin.example" has upper-case letters; browsers send origins in lower case.
//         Write "https://admin.example". [origin-invalid]
//       - methods: browsers compare methods exactly, and "patch" is not "PATCH". Write "PATCH", here and in
//         fetch(). [method-case]
//       - maxAge: 604800 is not a whole number of seconds from 0 to 86400. Write 86400: no browser remembers
//         a preflight for longer than a day. [max-age-range]

import cors from 'crossgate';

cors({
  origin: ['https://app.example/', 'HTTPS://admin.example'],
  credential: true,
  methods: 'GET, patch',
  maxAge: 604800,
});
