"""Exercise pictures: poses as data, drawn as still and moving SVG and as vectors on a PDF's canvas."""
