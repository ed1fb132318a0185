// Written by Scripts/generate-tiles.swift; changes belong there.
// swift-format-ignore-file

import CMachine
import KernelGeometry

private let lanes = Vector.scalarCount
/// How far ahead of its use a weight that serves one result only is asked for, in floats.
private let ahead = 2048

@inline(never)
func tile1x1(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            archcost_prefetch(w + ahead + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    let r = c.result
    let d = c.addend
    if let a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x2(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x3(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x4(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x5(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x6(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x7(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x8(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x9(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x10(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var s9v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x11(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var s9v0 = Vector.zero
    var s10v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x12(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var s9v0 = Vector.zero
    var s10v0 = Vector.zero
    var s11v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile2x1(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            archcost_prefetch(w + ahead + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            archcost_prefetch(w + ahead + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    let r = c.result
    let d = c.addend
    if let a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x2(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x3(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x4(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x5(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x6(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile3x1(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            archcost_prefetch(w + ahead + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            archcost_prefetch(w + ahead + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            archcost_prefetch(w + ahead + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    let r = c.result
    let d = c.addend
    if let a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x2(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x3(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x4(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile4x1(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            archcost_prefetch(w + ahead + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            archcost_prefetch(w + ahead + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            archcost_prefetch(w + ahead + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            archcost_prefetch(w + ahead + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    let r = c.result
    let d = c.addend
    if let a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}

@inline(never)
func tile4x2(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2, s1v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s1v3 = multiplyAdd(s1v3, w3, x1)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}

@inline(never)
func tile4x3(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2, s1v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2, s2v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s1v3 = multiplyAdd(s1v3, w3, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            s2v3 = multiplyAdd(s2v3, w3, x2)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}


@inline(never)
func depthwiseTile1(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias

    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            let p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    let r = c.result
    if let a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
    }
}

@inline(never)
func depthwiseTile2(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
    }
}

@inline(never)
func depthwiseTile3(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
    }
}

@inline(never)
func depthwiseTile4(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
    }
}

@inline(never)
func depthwiseTile5(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
    }
}

@inline(never)
func depthwiseTile6(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
    }
}

@inline(never)
func depthwiseTile7(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
    }
}

@inline(never)
func depthwiseTile8(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
    }
}

@inline(never)
func depthwiseTile9(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
    }
}

@inline(never)
func depthwiseTile10(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    var s9 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            p += step
            s9 = multiplyAdd(s9, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s9 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s9, low), high), r)
    }
}

@inline(never)
func depthwiseTile11(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    var s9 = bias
    var s10 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            p += step
            s9 = multiplyAdd(s9, Vector(at: p), weight)
            p += step
            s10 = multiplyAdd(s10, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s9 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s10 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s9, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s10, low), high), r)
    }
}

@inline(never)
func depthwiseTile12(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    var s9 = bias
    var s10 = bias
    var s11 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            p += step
            s9 = multiplyAdd(s9, Vector(at: p), weight)
            p += step
            s10 = multiplyAdd(s10, Vector(at: p), weight)
            p += step
            s11 = multiplyAdd(s11, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s9 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s10 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s11 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s9, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s10, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s11, low), high), r)
    }
}

@inline(never)
func depthwiseTile13(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    var s9 = bias
    var s10 = bias
    var s11 = bias
    var s12 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            p += step
            s9 = multiplyAdd(s9, Vector(at: p), weight)
            p += step
            s10 = multiplyAdd(s10, Vector(at: p), weight)
            p += step
            s11 = multiplyAdd(s11, Vector(at: p), weight)
            p += step
            s12 = multiplyAdd(s12, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s9 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s10 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s11 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s12 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s9, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s10, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s11, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s12, low), high), r)
    }
}

@inline(never)
func depthwiseTile14(_ call: UnsafePointer<DepthwiseCall>) {
    let c = call.pointee
    let bias = Vector(at: c.bias)
    var s0 = bias
    var s1 = bias
    var s2 = bias
    var s3 = bias
    var s4 = bias
    var s5 = bias
    var s6 = bias
    var s7 = bias
    var s8 = bias
    var s9 = bias
    var s10 = bias
    var s11 = bias
    var s12 = bias
    var s13 = bias
    let step = c.sourcePixel
    var row = 0
    repeat {
        var s = c.source + row * c.sourceLine
        var w = c.weights + row * c.weightLine
        var column = 0
        repeat {
            let weight = Vector(at: w)
            var p = s
            s0 = multiplyAdd(s0, Vector(at: p), weight)
            p += step
            s1 = multiplyAdd(s1, Vector(at: p), weight)
            p += step
            s2 = multiplyAdd(s2, Vector(at: p), weight)
            p += step
            s3 = multiplyAdd(s3, Vector(at: p), weight)
            p += step
            s4 = multiplyAdd(s4, Vector(at: p), weight)
            p += step
            s5 = multiplyAdd(s5, Vector(at: p), weight)
            p += step
            s6 = multiplyAdd(s6, Vector(at: p), weight)
            p += step
            s7 = multiplyAdd(s7, Vector(at: p), weight)
            p += step
            s8 = multiplyAdd(s8, Vector(at: p), weight)
            p += step
            s9 = multiplyAdd(s9, Vector(at: p), weight)
            p += step
            s10 = multiplyAdd(s10, Vector(at: p), weight)
            p += step
            s11 = multiplyAdd(s11, Vector(at: p), weight)
            p += step
            s12 = multiplyAdd(s12, Vector(at: p), weight)
            p += step
            s13 = multiplyAdd(s13, Vector(at: p), weight)
            s += c.sourceTap
            w += lanes
            column += 1
        } while column < c.columns
        row += 1
    } while row < c.rows
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    if var a = c.residual {
        store(smaller(larger(s0 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s1 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s2 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s3 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s4 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s5 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s6 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s7 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s8 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s9 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s10 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s11 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s12 + Vector(at: a), low), high), r)
        r += c.resultPixel; a += c.resultPixel
        store(smaller(larger(s13 + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s1, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s2, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s3, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s4, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s5, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s6, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s7, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s8, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s9, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s10, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s11, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s12, low), high), r)
        r += c.resultPixel
        store(smaller(larger(s13, low), high), r)
    }
}

#if KERNELS_AVX512 || arch(arm64)

@inline(never)
func tile1x13(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var s9v0 = Vector.zero
    var s10v0 = Vector.zero
    var s11v0 = Vector.zero
    var s12v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            let x12 = Vector(repeating: s[12 * lanes])
            s12v0 = multiplyAdd(s12v0, w0, x12)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s12v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s12v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile1x14(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var s0v0 = Vector.zero
    var s1v0 = Vector.zero
    var s2v0 = Vector.zero
    var s3v0 = Vector.zero
    var s4v0 = Vector.zero
    var s5v0 = Vector.zero
    var s6v0 = Vector.zero
    var s7v0 = Vector.zero
    var s8v0 = Vector.zero
    var s9v0 = Vector.zero
    var s10v0 = Vector.zero
    var s11v0 = Vector.zero
    var s12v0 = Vector.zero
    var s13v0 = Vector.zero
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            let x12 = Vector(repeating: s[12 * lanes])
            s12v0 = multiplyAdd(s12v0, w0, x12)
            let x13 = Vector(repeating: s[13 * lanes])
            s13v0 = multiplyAdd(s13v0, w0, x13)
            s += 1
            w += 1 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s12v0 + Vector(at: d) + Vector(at: a), low), high), r)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s13v0 + Vector(at: d) + Vector(at: a), low), high), r)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s12v0 + Vector(at: d), low), high), r)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s13v0 + Vector(at: d), low), high), r)
    }
}

@inline(never)
func tile2x7(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x8(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x9(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x10(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var (s9v0, s9v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s9v1 = multiplyAdd(s9v1, w1, x9)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x11(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var (s9v0, s9v1) = (Vector.zero, Vector.zero)
    var (s10v0, s10v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s9v1 = multiplyAdd(s9v1, w1, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            s10v1 = multiplyAdd(s10v1, w1, x10)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x12(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var (s9v0, s9v1) = (Vector.zero, Vector.zero)
    var (s10v0, s10v1) = (Vector.zero, Vector.zero)
    var (s11v0, s11v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s9v1 = multiplyAdd(s9v1, w1, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            s10v1 = multiplyAdd(s10v1, w1, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            s11v1 = multiplyAdd(s11v1, w1, x11)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x13(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var (s9v0, s9v1) = (Vector.zero, Vector.zero)
    var (s10v0, s10v1) = (Vector.zero, Vector.zero)
    var (s11v0, s11v1) = (Vector.zero, Vector.zero)
    var (s12v0, s12v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s9v1 = multiplyAdd(s9v1, w1, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            s10v1 = multiplyAdd(s10v1, w1, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            s11v1 = multiplyAdd(s11v1, w1, x11)
            let x12 = Vector(repeating: s[12 * lanes])
            s12v0 = multiplyAdd(s12v0, w0, x12)
            s12v1 = multiplyAdd(s12v1, w1, x12)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s12v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s12v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s12v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s12v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile2x14(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1) = (Vector.zero, Vector.zero)
    var (s1v0, s1v1) = (Vector.zero, Vector.zero)
    var (s2v0, s2v1) = (Vector.zero, Vector.zero)
    var (s3v0, s3v1) = (Vector.zero, Vector.zero)
    var (s4v0, s4v1) = (Vector.zero, Vector.zero)
    var (s5v0, s5v1) = (Vector.zero, Vector.zero)
    var (s6v0, s6v1) = (Vector.zero, Vector.zero)
    var (s7v0, s7v1) = (Vector.zero, Vector.zero)
    var (s8v0, s8v1) = (Vector.zero, Vector.zero)
    var (s9v0, s9v1) = (Vector.zero, Vector.zero)
    var (s10v0, s10v1) = (Vector.zero, Vector.zero)
    var (s11v0, s11v1) = (Vector.zero, Vector.zero)
    var (s12v0, s12v1) = (Vector.zero, Vector.zero)
    var (s13v0, s13v1) = (Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            let x9 = Vector(repeating: s[9 * lanes])
            s9v0 = multiplyAdd(s9v0, w0, x9)
            s9v1 = multiplyAdd(s9v1, w1, x9)
            let x10 = Vector(repeating: s[10 * lanes])
            s10v0 = multiplyAdd(s10v0, w0, x10)
            s10v1 = multiplyAdd(s10v1, w1, x10)
            let x11 = Vector(repeating: s[11 * lanes])
            s11v0 = multiplyAdd(s11v0, w0, x11)
            s11v1 = multiplyAdd(s11v1, w1, x11)
            let x12 = Vector(repeating: s[12 * lanes])
            s12v0 = multiplyAdd(s12v0, w0, x12)
            s12v1 = multiplyAdd(s12v1, w1, x12)
            let x13 = Vector(repeating: s[13 * lanes])
            s13v0 = multiplyAdd(s13v0, w0, x13)
            s13v1 = multiplyAdd(s13v1, w1, x13)
            s += 1
            w += 2 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s9v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s10v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s11v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s12v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s12v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s13v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s13v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s9v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s9v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s10v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s10v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s11v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s11v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s12v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s12v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s13v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s13v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
    }
}

@inline(never)
func tile3x5(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x6(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s5v0, s5v1, s5v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s5v2 = multiplyAdd(s5v2, w2, x5)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x7(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s5v0, s5v1, s5v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s6v0, s6v1, s6v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s5v2 = multiplyAdd(s5v2, w2, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            s6v2 = multiplyAdd(s6v2, w2, x6)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x8(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s5v0, s5v1, s5v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s6v0, s6v1, s6v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s7v0, s7v1, s7v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s5v2 = multiplyAdd(s5v2, w2, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            s6v2 = multiplyAdd(s6v2, w2, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            s7v2 = multiplyAdd(s7v2, w2, x7)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s7v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s7v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile3x9(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s5v0, s5v1, s5v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s6v0, s6v1, s6v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s7v0, s7v1, s7v2) = (Vector.zero, Vector.zero, Vector.zero)
    var (s8v0, s8v1, s8v2) = (Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s5v2 = multiplyAdd(s5v2, w2, x5)
            let x6 = Vector(repeating: s[6 * lanes])
            s6v0 = multiplyAdd(s6v0, w0, x6)
            s6v1 = multiplyAdd(s6v1, w1, x6)
            s6v2 = multiplyAdd(s6v2, w2, x6)
            let x7 = Vector(repeating: s[7 * lanes])
            s7v0 = multiplyAdd(s7v0, w0, x7)
            s7v1 = multiplyAdd(s7v1, w1, x7)
            s7v2 = multiplyAdd(s7v2, w2, x7)
            let x8 = Vector(repeating: s[8 * lanes])
            s8v0 = multiplyAdd(s8v0, w0, x8)
            s8v1 = multiplyAdd(s8v1, w1, x8)
            s8v2 = multiplyAdd(s8v2, w2, x8)
            s += 1
            w += 3 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s6v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s7v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s7v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s8v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s8v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s6v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s6v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s6v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s7v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s7v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s7v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s8v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s8v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s8v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
    }
}

@inline(never)
func tile4x4(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2, s1v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2, s2v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2, s3v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s1v3 = multiplyAdd(s1v3, w3, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            s2v3 = multiplyAdd(s2v3, w3, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            s3v3 = multiplyAdd(s3v3, w3, x3)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}

@inline(never)
func tile4x5(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2, s1v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2, s2v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2, s3v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2, s4v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s1v3 = multiplyAdd(s1v3, w3, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            s2v3 = multiplyAdd(s2v3, w3, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            s3v3 = multiplyAdd(s3v3, w3, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            s4v3 = multiplyAdd(s4v3, w3, x4)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s4v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s4v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}

@inline(never)
func tile4x6(_ call: UnsafePointer<TileCall>) {
    let c = call.pointee
    var (s0v0, s0v1, s0v2, s0v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s1v0, s1v1, s1v2, s1v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s2v0, s2v1, s2v2, s2v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s3v0, s3v1, s3v2, s3v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s4v0, s4v1, s4v2, s4v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var (s5v0, s5v1, s5v2, s5v3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var tap = c.taps
    let end = tap + c.tapCount
    repeat {
        var s = c.source + tap.pointee.source
        var w = c.weights + tap.pointee.weights
        let stop = s + tap.pointee.channels
        repeat {
            let w0 = Vector(at: w + 0 * lanes)
            let w1 = Vector(at: w + 1 * lanes)
            let w2 = Vector(at: w + 2 * lanes)
            let w3 = Vector(at: w + 3 * lanes)
            let x0 = Vector(repeating: s[0 * lanes])
            s0v0 = multiplyAdd(s0v0, w0, x0)
            s0v1 = multiplyAdd(s0v1, w1, x0)
            s0v2 = multiplyAdd(s0v2, w2, x0)
            s0v3 = multiplyAdd(s0v3, w3, x0)
            let x1 = Vector(repeating: s[1 * lanes])
            s1v0 = multiplyAdd(s1v0, w0, x1)
            s1v1 = multiplyAdd(s1v1, w1, x1)
            s1v2 = multiplyAdd(s1v2, w2, x1)
            s1v3 = multiplyAdd(s1v3, w3, x1)
            let x2 = Vector(repeating: s[2 * lanes])
            s2v0 = multiplyAdd(s2v0, w0, x2)
            s2v1 = multiplyAdd(s2v1, w1, x2)
            s2v2 = multiplyAdd(s2v2, w2, x2)
            s2v3 = multiplyAdd(s2v3, w3, x2)
            let x3 = Vector(repeating: s[3 * lanes])
            s3v0 = multiplyAdd(s3v0, w0, x3)
            s3v1 = multiplyAdd(s3v1, w1, x3)
            s3v2 = multiplyAdd(s3v2, w2, x3)
            s3v3 = multiplyAdd(s3v3, w3, x3)
            let x4 = Vector(repeating: s[4 * lanes])
            s4v0 = multiplyAdd(s4v0, w0, x4)
            s4v1 = multiplyAdd(s4v1, w1, x4)
            s4v2 = multiplyAdd(s4v2, w2, x4)
            s4v3 = multiplyAdd(s4v3, w3, x4)
            let x5 = Vector(repeating: s[5 * lanes])
            s5v0 = multiplyAdd(s5v0, w0, x5)
            s5v1 = multiplyAdd(s5v1, w1, x5)
            s5v2 = multiplyAdd(s5v2, w2, x5)
            s5v3 = multiplyAdd(s5v3, w3, x5)
            s += 1
            w += 4 * lanes
        } while s < stop
        tap += 1
    } while tap < end
    let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
    var r = c.result
    var d = c.addend
    if var a = c.residual {
        store(smaller(larger(s0v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s1v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s2v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s3v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s4v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s4v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel; a += c.resultPixel
        store(smaller(larger(s5v0 + Vector(at: d) + Vector(at: a), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock) + Vector(at: a + 1 * c.resultBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock) + Vector(at: a + 2 * c.resultBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s5v3 + Vector(at: d + 3 * c.addendBlock) + Vector(at: a + 3 * c.resultBlock), low), high), r + 3 * c.resultBlock)
    } else {
        store(smaller(larger(s0v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s0v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s0v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s0v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s1v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s1v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s1v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s1v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s2v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s2v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s2v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s2v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s3v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s3v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s3v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s3v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s4v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s4v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s4v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s4v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
        r += c.resultPixel; d += c.addendPixel
        store(smaller(larger(s5v0 + Vector(at: d), low), high), r)
        store(smaller(larger(s5v1 + Vector(at: d + 1 * c.addendBlock), low), high), r + 1 * c.resultBlock)
        store(smaller(larger(s5v2 + Vector(at: d + 2 * c.addendBlock), low), high), r + 2 * c.resultBlock)
        store(smaller(larger(s5v3 + Vector(at: d + 3 * c.addendBlock), low), high), r + 3 * c.resultBlock)
    }
}


/// The most pixels of a tile of so many vectors.
let tilePixels = [0, 14, 14, 9, 6]

func runTile(vectors: Int, pixels: Int, _ call: UnsafePointer<TileCall>) {
    switch vectors << 4 | pixels {
    case 17: tile1x1(call)
    case 18: tile1x2(call)
    case 19: tile1x3(call)
    case 20: tile1x4(call)
    case 21: tile1x5(call)
    case 22: tile1x6(call)
    case 23: tile1x7(call)
    case 24: tile1x8(call)
    case 25: tile1x9(call)
    case 26: tile1x10(call)
    case 27: tile1x11(call)
    case 28: tile1x12(call)
    case 29: tile1x13(call)
    case 30: tile1x14(call)
    case 33: tile2x1(call)
    case 34: tile2x2(call)
    case 35: tile2x3(call)
    case 36: tile2x4(call)
    case 37: tile2x5(call)
    case 38: tile2x6(call)
    case 39: tile2x7(call)
    case 40: tile2x8(call)
    case 41: tile2x9(call)
    case 42: tile2x10(call)
    case 43: tile2x11(call)
    case 44: tile2x12(call)
    case 45: tile2x13(call)
    case 46: tile2x14(call)
    case 49: tile3x1(call)
    case 50: tile3x2(call)
    case 51: tile3x3(call)
    case 52: tile3x4(call)
    case 53: tile3x5(call)
    case 54: tile3x6(call)
    case 55: tile3x7(call)
    case 56: tile3x8(call)
    case 57: tile3x9(call)
    case 65: tile4x1(call)
    case 66: tile4x2(call)
    case 67: tile4x3(call)
    case 68: tile4x4(call)
    case 69: tile4x5(call)
    case 70: tile4x6(call)
    default: break
    }
}


let depthwisePixels = 14

func runDepthwiseTile(pixels: Int, _ call: UnsafePointer<DepthwiseCall>) {
    switch pixels {
    case 1: depthwiseTile1(call)
    case 2: depthwiseTile2(call)
    case 3: depthwiseTile3(call)
    case 4: depthwiseTile4(call)
    case 5: depthwiseTile5(call)
    case 6: depthwiseTile6(call)
    case 7: depthwiseTile7(call)
    case 8: depthwiseTile8(call)
    case 9: depthwiseTile9(call)
    case 10: depthwiseTile10(call)
    case 11: depthwiseTile11(call)
    case 12: depthwiseTile12(call)
    case 13: depthwiseTile13(call)
    case 14: depthwiseTile14(call)
    default: break
    }
}

#else

/// The most pixels of a tile of so many vectors.
let tilePixels = [0, 12, 6, 4, 3]

func runTile(vectors: Int, pixels: Int, _ call: UnsafePointer<TileCall>) {
    switch vectors << 4 | pixels {
    case 17: tile1x1(call)
    case 18: tile1x2(call)
    case 19: tile1x3(call)
    case 20: tile1x4(call)
    case 21: tile1x5(call)
    case 22: tile1x6(call)
    case 23: tile1x7(call)
    case 24: tile1x8(call)
    case 25: tile1x9(call)
    case 26: tile1x10(call)
    case 27: tile1x11(call)
    case 28: tile1x12(call)
    case 33: tile2x1(call)
    case 34: tile2x2(call)
    case 35: tile2x3(call)
    case 36: tile2x4(call)
    case 37: tile2x5(call)
    case 38: tile2x6(call)
    case 49: tile3x1(call)
    case 50: tile3x2(call)
    case 51: tile3x3(call)
    case 52: tile3x4(call)
    case 65: tile4x1(call)
    case 66: tile4x2(call)
    case 67: tile4x3(call)
    default: break
    }
}


let depthwisePixels = 8

func runDepthwiseTile(pixels: Int, _ call: UnsafePointer<DepthwiseCall>) {
    switch pixels {
    case 1: depthwiseTile1(call)
    case 2: depthwiseTile2(call)
    case 3: depthwiseTile3(call)
    case 4: depthwiseTile4(call)
    case 5: depthwiseTile5(call)
    case 6: depthwiseTile6(call)
    case 7: depthwiseTile7(call)
    case 8: depthwiseTile8(call)
    default: break
    }
}

#endif
