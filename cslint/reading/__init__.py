"""What the file formats share: blocks, tables, keyed records, markup and escapes become segments, replies and their places."""
