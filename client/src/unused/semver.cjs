// Stands for the two functions of semver with which the language client checks the version of VS Code:
// engines.vscode of the package asks for the same version, so an older editor never gets here.
module.exports = () => true;
