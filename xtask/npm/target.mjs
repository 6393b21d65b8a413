/** The oldest browsers that scripts are written for. */
export const TARGET = ["chrome97", "firefox114", "safari16.4"];
