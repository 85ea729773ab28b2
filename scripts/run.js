// Plain JavaScript, so that an old Node reads it and can say what is wrong.
const NEEDED = 24;
const [name, ...rest] = process.argv.slice(2);
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  console.error(
    `Douchette needs Node ${NEEDED} and this is ${process.versions.node}. ` +
      'Run it through npm ("npm start"), which brings its own Node, after "npm ci --include=optional".'
  );
  process.exit(1);
}

process.argv = [process.argv[0], name, ...rest];
await import(`./${name}.ts`);
