export { openVaultOf } from './open-settings-vault.js';
export { openStoreOf, storeChoiceOf } from './open-settings-store.js';
export { readConfiguration, type Configuration } from './configuration.js';
export { DirectoryInUseError, lockDirectory } from './lock.js';
export { listenOn, runAsProcess, startService, type Opened, type RunningService } from './lifecycle.js';
export { Address, digits, EventStoreChoice, KeyBytes, Path, StreamPrefix, WholeNumber } from './settings/checks.js';
export { readSettings, SettingsError, type SettingFault } from './settings/read-settings.js';
export { ServiceSettings } from './settings/service-settings.js';
export { Setting, settingsOf, type SettingField, type SettingOptions } from './settings/setting.js';
