const shellConfig = require('./.shell/pkg/vue.config')(__dirname);

module.exports = {
  ...shellConfig,

  chainWebpack: (config) => {
    shellConfig.chainWebpack(config);
    // Types are checked by `npm run check`; this plugin would hold the shell's own sources to our stricter rules.
    config.plugins.delete('fork-ts-checker');
    // Its report would be published with the extension.
    config.plugins.delete('webpack-bundle-analyzer');
  },
};
