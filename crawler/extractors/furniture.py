"""What stands in and around a text without being part of it: "Baca juga", share bars, ad labels, credits."""

import re

from lxml.html import HtmlElement

# A label that opens a pointer to another piece.
POINTER = re.compile(
    r"^[^\w\"“”'‘’]*(?:"
    r"(?:baca|lihat|simak|tonton|saksikan)\s*(?:juga|pula|lainnya|selengkapnya|video|artikel|berita|konten)?"
    r"\s*(?:di\s+sini|berikut)?\s*[:：;>»]"
    r"|(?:baca|lihat|simak|tonton)\s+juga\b|baca\s+selengkapnya\b|selanjutnya\s+baca\b"
    r"|(?:artikel|berita)\s+(?:terkait|lainnya)\W*(?:[:：]|$)"
    r"|(?:also\s+read|read\s+also|read\s+more|see\s+also)\b)\W*",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^\W*(?:"
    r"advertisement|advertorial content|iklan|scroll to (?:continue|resume)(?: with)? content|lanjutkan membaca|"
    r"\[gambas:.{0,80}\]|simak video .{0,120}|loading\.*|"
    r"bagikan(?: ini| ke| berita ini| artikel ini)?|share(?: this)?(?: on .{0,20})?|sebarkan(?: artikel ini)?|"
    r"klik untuk .{0,60}membagikan .{0,80}|print|cetak|copy link|salin tautan|"
    r"(?:facebook|twitter|whatsapp|telegram|line|pinterest|linkedin|email|x)(?:\W+(?:facebook|twitter|whatsapp|telegram|line|"
    r"pinterest|linkedin|email|x))*|"
    r"tinggalkan (?:balasan|komentar)|(?:batalkan balasan|leave a reply)|komentar anda|suka ini:?|like this:?|"
    r"like loading\.*|memuat\.*|related posts?|terkait|"
    r"(?:ikuti|follow|dapatkan|cek|simak|baca) .{0,80}\b(?:google news|whatsapp channel|saluran whatsapp|"
    r"channel telegram)\b.{0,120}|"
    r"(?:the post|artikel|postingan|tulisan) .{3,250}(?:appeared first on|pertama kali (?:tampil|muncul) (?:pada|di)) .{2,80}"
    r")\W*$",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"\s*\((?:baca|lihat|simak)(?: juga| pula)?\s*[:：][^()\n]{5,200}\)|\[gambas:[^\]\n]{0,80}\]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
MAX_POINTER_WORDS = 30  # a longer line that begins with "Baca juga" has the text running on behind it

# Class and id names of blocks that are never text; whole words of the name, not parts of others.
_NAMES = re.compile(
    r"(?:^|[\s-])(?:baca-?juga|inline-?related(?:-?posts?)?|related-?(?:posts?|articles?|news|inline)|"
    r"jp-relatedposts|sharedaddy|share-?(?:buttons?|bar|box|links?)|social-?share|sd-sharing|addtoany\w*|"
    r"a2a-kit|heateor\w*|post-?views|post-?ratings|wp-?polls|code-block|adsbygoogle|ads?-?(?:slot|banner|box|container|wrapper)|"
    r"comments?-?(?:area|form|respond|list)|respond|newsletter-?\w*|author-?box|"
    r"inner-link-baca-juga|wp-block-(?:latest-posts|social-links|search|buttons|embed)|yarpp\w*|crp-related|rp4wp\w*|"
    r"mks-ads|ez-toc-container|lwptoc|toc-container)(?=$|[\s-])",
    re.IGNORECASE,
)


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element's class or id says that it is not text."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".replace("_", "-")
    return bool(_NAMES.search(names))


def is_pointer(line: str) -> bool:
    """Whether a line only points to another piece ("Baca juga: …")."""
    return bool(POINTER.match(line)) and len(line.split()) <= MAX_POINTER_WORDS


def is_noise(line: str) -> bool:
    """Whether a line is an ad label, a share bar, a video placeholder or the like."""
    return bool(_NOISE.match(line))


def without_furniture(text: str) -> str:
    """The text without lines that are pointers, noise or mere signs, and without pointers in brackets."""
    cleaned = (_INLINE.sub("", line).strip() for line in text.split("\n"))
    kept = (line for line in cleaned if _WORD.search(line) and not is_pointer(line) and not is_noise(line))
    return "\n".join(kept)
