#!/bin/sh
# Puts NBNB in the menu of the person who runs this; the folder stays where it is. Run it again after moving the folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$share/applications"
for icon in "$here"/icons/*.png; do
  size=${icon##*-}
  size=${size%.png}
  folder="$share/icons/hicolor/${size}x${size}/apps"
  mkdir -p "$folder"
  cp "$icon" "$folder/nbnb-desktop.png"
done
sed "s|^Exec=.*|Exec=\"$here/nbnb-desktop\"|" "$here/nbnb-desktop.desktop" >"$share/applications/nbnb-desktop.desktop"
