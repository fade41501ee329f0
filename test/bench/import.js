// Prints how long a package takes to be imported, in a process that has imported nothing else.
const start = performance.now();
await import(process.argv[2]);
console.log(JSON.stringify({ milliseconds: performance.now() - start }));
