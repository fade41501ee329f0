/** Koa 2, installed under another name beside Koa 3; what the tests use of it has the same types. */
declare module 'koa2' {
  export { default } from 'koa';
}
