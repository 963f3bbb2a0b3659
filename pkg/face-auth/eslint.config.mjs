import shellConfig from '@rancher/shell/eslint.config.base.mjs';

export default [...shellConfig];
