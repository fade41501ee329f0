// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - methods: "GET PUT DELETE" is not a method name. Write names such as "PUT"; several as an array, or
//         separated by commas. [method-invalid]

import cors from 'crossgate';

cors({ methods: 'GET PUT DELETE' });
