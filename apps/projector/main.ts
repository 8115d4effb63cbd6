import { project } from './project.js';

await project();
