// The workspace in Python's file system: written for each check, so that nothing stays of the last.

/** Write files, {name: text}; one whose text is null is left out. */
export function write(system, folder, files) {
  const made = new Set();
  for (const [name, text] of Object.entries(files)) {
    if (text === null) continue;
    const path = `${folder}/${name}`;
    const parent = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(parent)) system.mkdirTree(parent);
    made.add(parent);
    system.writeFile(path, text);
  }
}

/** Take away everything in a folder, and leave the folder. */
export function clear(system, folder) {
  for (const name of system.readdir(folder)) {
    if (name === "." || name === "..") continue;
    const path = `${folder}/${name}`;
    if (system.isDir(system.lstat(path).mode)) {
      clear(system, path);
      system.rmdir(path);
    } else system.unlink(path);
  }
}
