#!/bin/sh
# Cuts the letters of names on paper out of Noto's variable fonts: docs/faces.md says where those come from.
# It runs when a script is added, never otherwise: what it writes is in the repository.
#
#   python -m venv cutting && . cutting/bin/activate
#   pip install fonttools==4.68.0 fontpkg-noto-sans==2.15 fontpkg-noto-sans-arabic==2.12 justmytype-intl-rtl==0.1.0
#   sh scripts/cut-faces.sh
set -eu
cd "$(dirname "$0")/.."
to=programs/handouts/fonts
from=$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
whole=$(mktemp --suffix .ttf)
trap 'rm -f "$whole"' EXIT

# cut SOURCE NAME CHARACTERS FEATURES: one file for each weight, without hints, which no printer reads. The time in the
# files is that of the source, so that the same sources give the same bytes.
cut() {
  for weight in 400:Regular 700:Bold; do
    fonttools varLib.instancer -q --no-recalc-timestamp --update-name-table -o "$whole" "$1" "wght=${weight%:*}" wdth=100
    fonttools subset "$whole" --output-file="$to/$2-${weight#*:}.ttf" --unicodes="$3" --layout-features="$4" \
      --no-hinting --no-glyph-names --notdef-outline --no-recalc-timestamp --name-IDs=0,1,2,3,4,5,6,13,14 \
      --drop-tables+=STAT,gasp
  done
}

# 0 is a glyph without ink and width: marks, which are drawn as outlines, are told to readers of a file by it.
# Punctuation that stands within a word of right-to-left letters has to be in their own face.
within="0,20-22,27-29,2C-2F,3A,3B,3F,5B,5D,A0,AB,BB,2010-2014,2018-201D,2026"

latin="0,20-7E,A0-24F,253,254,256,257,259,25B,263,268,269,272,289,28B,292,2B9-2BC,2BE,2BF,2C6,2C7,2D8-2DD,1E00-1EFF"
greek="375,37A,37B-37F,384-38A,38C,38E-3A1,3A3-3CE,3D7,1F00-1FFF"
cyrillic="400-45F,48A-4FF,510-513,51A-51D,524-529"
marks="300-304,306-30C,30F,311-314,31B,323-328,32D,32E,331,342,345"
signs="2010-2015,2018-201E,2020-2022,2026,2030,2032,2033,2039,203A,20AC,20B4,20BD,2116,2122,2212"
cut "$from/fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf" NotoSans \
  "$latin,$greek,$cyrillic,$marks,$signs" ccmp,locl,mark,mkmk

cut "$from/justmytype_intl_rtl/fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf" NotoSansHebrew \
  "$within,591-5C7,5D0-5EA,5EF-5F4,20AA" ccmp,locl,mark,mkmk

cut "$from/fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf" NotoSansArabic \
  "$within,60C-60F,610-61A,61B,61E-6DC,6DE-6FF" \
  ccmp,locl,init,medi,fina,isol,rlig,calt,mark,mkmk,curs,kern
