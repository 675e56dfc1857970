"""What the operating system refused, in words for people."""

import errno
from typing import Final

_WORDS: Final = {
    errno.EACCES: "tidak boleh dibaca atau ditulisi",
    errno.EPERM: "tidak boleh dibaca atau ditulisi",
    errno.EROFS: "hanya bisa dibaca",
    errno.ENOENT: "berkas atau folder ini tidak ada",
    errno.EEXIST: "ini berkas, bukan folder",
    errno.ENOTDIR: "ini berkas, bukan folder",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EMFILE: "terlalu banyak berkas terbuka",
}


def refusal(error: OSError) -> str:
    """Which file or folder, and why not; the system's own words where we have none."""
    words = _WORDS.get(error.errno or 0) or error.strerror or repr(error)
    return words if error.filename is None else f"{error.filename}: {words}"
