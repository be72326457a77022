// What is wrong with the look of a page, as sentences. Run in the page by PageCheck.
(() => {
    const findings = [];
    const leastContrast = 4.5;
    const tolerance = 1;
    const pageWidth = document.documentElement.clientWidth;
    const isSvg = element => element instanceof SVGElement;
    const name = element => `${element.tagName.toLowerCase()} '${element.textContent.trim().slice(0, 40)}'`;
    const report = (element, what) => findings.push(`${name(element)} ${what}`);
    const ancestors = function* (element) { for (; element; element = element.parentElement) yield element; };

    // --- nothing is cut ---

    const cuts = value => ['hidden', 'clip'].includes(value);
    const isShown = element => element.checkVisibility() && element.getBoundingClientRect().width > 0;

    function findCut(element) {
        const box = element.getBoundingClientRect();
        if (box.right > pageWidth + tolerance || box.left < -tolerance) report(element, `reaches from ${Math.round(box.left)} to ${Math.round(box.right)} on a page of ${pageWidth} pixels`);
        const style = getComputedStyle(element);
        if (isSvg(element) || style.display === 'inline') return;
        // What scrolls sideways is cut as well: who sees that there is more?
        if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + tolerance) report(element, `is cut: ${element.scrollWidth} pixels wide in ${element.clientWidth}`);
        if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + tolerance) report(element, `is cut: ${element.scrollHeight} pixels high in ${element.clientHeight}`);
    }

    // --- words in drawings are within the drawing, and not on each other ---

    function findMisplaced(svg) {
        const frame = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll('text')].filter(isShown).map(text => [text, text.getBoundingClientRect()]);
        for (const [text, box] of boxes)
            if (box.left < frame.left - tolerance || box.right > frame.right + tolerance || box.top < frame.top - tolerance || box.bottom > frame.bottom + tolerance)
                report(text, `at (${Math.round(box.left - frame.left)}, ${Math.round(box.top - frame.top)}) to (${Math.round(box.right - frame.left)}, ${Math.round(box.bottom - frame.top)}) reaches out of its drawing of ${Math.round(frame.width)} x ${Math.round(frame.height)}`);
        // A line's box is higher than its letters: only the middle half counts.
        const meet = (a, b) => a.left < b.right - tolerance && b.left < a.right - tolerance && a.top + a.height / 4 < b.bottom - b.height / 4 && b.top + b.height / 4 < a.bottom - a.height / 4;
        boxes.forEach(([text, box], index) => {
            for (const [other, otherBox] of boxes.slice(index + 1)) if (meet(box, otherBox)) report(text, `and ${name(other)} are on each other`);
        });
    }

    // --- words stand out from what they are on (the contrast of WCAG 2) ---

    const channels = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const isOpaque = colour => colour.startsWith('rgb') && (channels(colour)[3] ?? 1) > 0;
    function luminance(colour) {
        const [r, g, b] = channels(colour).map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
    function contrast(a, b) {
        const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
    }

    // The topmost shape under the middle of some words; null where that is a picture, whose pixels are not known.
    function groundInDrawing(text) {
        const box = text.getBBox();
        const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
        const under = [...text.ownerSVGElement.querySelectorAll('rect, polygon, image')].filter(shape => shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
        for (const shape of under.reverse()) {
            const area = shape.getBBox();
            const isWithin = area.x <= middle.x && middle.x <= area.x + area.width && area.y <= middle.y && middle.y <= area.y + area.height;
            if (!isWithin) continue;
            if (shape.tagName === 'image') return null;
            const fill = getComputedStyle(shape).fill;
            if (isOpaque(fill) && shape.isPointInFill(middle)) return fill;
        }
        return groundInPage(text.ownerSVGElement);
    }
    function groundInPage(element) {
        for (const behind of ancestors(element)) {
            const colour = getComputedStyle(behind).backgroundColor;
            if (isOpaque(colour)) return colour;
        }
        return 'rgb(255, 255, 255)';
    }

    function findFaint(element) {
        const inDrawing = element instanceof SVGTextElement;
        const style = getComputedStyle(element);
        const [ink, ground] = inDrawing ? [style.fill, groundInDrawing(element)] : [style.color, groundInPage(element)];
        if (ground === null) return;
        const ratio = contrast(ink, ground);
        if (ratio < leastContrast) report(element, `is hard to read: ${ink} on ${ground} is a contrast of ${ratio.toFixed(1)}, less than ${leastContrast}`);
    }

    const hasWords = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const isWordless = element => ['STYLE', 'SCRIPT', 'TITLE', 'title', 'style', 'script'].includes(element.tagName);
    const elements = [...(document.body ?? document.documentElement).querySelectorAll('*')].filter(element => !isWordless(element) && isShown(element));

    if (document.documentElement.scrollWidth > pageWidth) findings.push(`the page is ${document.documentElement.scrollWidth} pixels wide in a window of ${pageWidth}`);
    elements.forEach(findCut);
    document.querySelectorAll('svg').forEach(findMisplaced);
    elements.filter(hasWords).forEach(findFaint);
    return findings;
})()
