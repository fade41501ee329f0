/** Express 4 under its alias: the part of it that the tests use has the types of Express 5. */
declare module 'express4' {
  export { default } from 'express';
}
