// At start-up:
//
//     CorsOptionsError: crossgate refuses a wrong CORS option:
//       - origin: is inherited from a prototype instead of being set on the object. Write { origin:
//         options.origin }. [option-inherited]

import cors from 'crossgate';

class Settings {
  get origin() {
    return 'https://app.example';
  }
}

cors(new Settings());
