export { type TestData, testData } from './test-data.js';
