export { minhangBooks as minhangScript } from './minhang.js';
