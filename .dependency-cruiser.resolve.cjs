// Tells dependency-cruiser what SvelteKit's alias stands for.
const path = require('node:path');

module.exports = { resolve: { alias: { $lib: path.join(__dirname, 'src', 'lib') } } };
