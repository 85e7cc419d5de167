export { faultOfStoreChoice, openStore, type OpenStoreOptions } from './open.js';
export { describeStoreChoice, parseStoreChoice, STORE_FILE, STORE_FORMS, type StoreChoice } from './store-choice.js';
